"""Writes: one public function per command, one file per noun or phase of life."""
