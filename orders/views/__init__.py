"""Pages, one file per noun; each names its pages in ``pages``."""
