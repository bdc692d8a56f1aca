"""The alliance as people: its members, what they pledge, who fits whom, and where they work together per sector."""
