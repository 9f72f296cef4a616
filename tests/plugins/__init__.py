"""What the suite needs before the first test: databases, translations, a strict eye on skips."""
