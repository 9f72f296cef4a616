// The script on every page.
