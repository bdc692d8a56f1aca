"""Several sites validate one model together: each counts for itself, only the sum is opened, and no row leaves a site."""
