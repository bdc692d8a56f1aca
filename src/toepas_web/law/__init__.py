"""The law to read: articles, annexes and recitals, the calendar, and the authorities."""
