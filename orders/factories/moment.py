"""When made-up things happen unless somebody says otherwise."""

from datetime import date, time

from core.clock import at_time

# A Friday.
MORNING = at_time(date(2026, 11, 20), time(9, 30))
