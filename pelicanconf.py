"""What this portal is. Pelican's own settings come first, the portal's begin with PORTAL_."""

SITENAME = "Careers in Central Denmark"
SITEURL = "http://localhost:8000"
TIMEZONE = "Europe/Copenhagen"

PATH = "content"
OUTPUT_PATH = "output"
THEME = "themes/portal"
PLUGINS = ["plugins.catalogue", "plugins.discovery", "plugins.search", "plugins.publishing"]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}

# Guides and stories are records like everything else: Pelican's blog has nothing to read or write.
ARTICLE_PATHS = []
PAGE_PATHS = []
STATIC_PATHS = []
THEME_STATIC_PATHS = []
DIRECT_TEMPLATES = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False

# The first language is the one for visitors who read none of them.
PORTAL_LANGUAGES = ["en", "da"]
# How dates, numbers and lists are written, where the language alone does not say.
PORTAL_LOCALES = {"en": "en-GB"}
PORTAL_NAME = {
    "en": "Careers in Central Denmark",
    "da": "Karriere i Midtjylland",
}
PORTAL_COMPANIES = "companies"
PORTAL_COASTLINE = "themes/portal/map/central-denmark.geojson"
PORTAL_FONTS = {
    "schibsted-grotesk.woff2": "node_modules/@fontsource-variable/schibsted-grotesk/files/"
    "schibsted-grotesk-latin-wght-normal.woff2",
}
