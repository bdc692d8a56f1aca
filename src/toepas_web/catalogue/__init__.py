"""The catalogue on the site: finding, comparing, sharing and watching what there is."""
