"""Everything that differs between languages: texts, dates, numbers, lists, names and sorting.

A language is a code and a gettext catalogue; nothing here knows which languages there are. This
package imports no other of the project, so that every other may lean on it.
"""

from plugins.languages.catalogues import CatalogueFault, load_catalogue
from plugins.languages.language import Language

__all__ = ["CatalogueFault", "Language", "load_catalogue"]
