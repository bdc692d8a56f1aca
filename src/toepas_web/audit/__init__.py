"""Who changed what and when: ids only, no names, no answers."""
