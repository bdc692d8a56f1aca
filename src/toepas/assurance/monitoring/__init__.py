"""Watching a model that is in use: drift, scores, performance when outcomes arrive late, per group, with a stated rate of false alarms."""
