"""Settings: base holds what never changes, dev, test and production what differs."""
