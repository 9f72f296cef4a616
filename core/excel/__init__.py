"""Tables in and out: inspected before they are read, read in a child process, written streamed."""
