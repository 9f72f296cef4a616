// The script on every page.
import "./app.scss";
