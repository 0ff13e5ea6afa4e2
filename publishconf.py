"""What differs in production."""

# Pelican runs this file with its own folder on the path.
from pelicanconf import *  # noqa: F403 - Pelican's convention: production starts from development

# The address that the portal is published under; canonical addresses and feeds are made from it.
SITEURL = "https://portal.example"
