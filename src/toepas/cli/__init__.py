"""The command line: one module a capability, each of which parses, calls and prints."""
