"""The real files go in, and the figures agree with the files to the cent."""
