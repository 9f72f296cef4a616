"""A small app with one document, on which the kernel is tested."""
