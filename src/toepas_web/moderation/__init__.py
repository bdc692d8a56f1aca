"""What somebody has to look at before everybody sees it, and why it was shown or not."""
