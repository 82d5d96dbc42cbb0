"""Mail that leaves the site, by way of the database and the worker."""
