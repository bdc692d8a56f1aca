"""Our layout for templates of other packages."""
