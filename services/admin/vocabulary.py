"""The words of the house: needs and their synonyms, target groups, languages, residence papers."""

from django.contrib import admin

from services.admin.base import House, Rows, TextHouse
from services.admin.fields import texts
from services.models import Language, Need, NeedCategory, NeedSynonym, Phrase, ResidenceStatus, ResidenceTitle, TargetGroup


class SynonymRows(Rows):
    model = NeedSynonym
    fields = ["language", "text", "is_sentence", "is_reviewed"]
    per_page = 50
    tab = True


@admin.register(Need)
class NeedAdmin(TextHouse):
    list_display = ["label", "code", "category", "is_core", "is_sensitive"]
    list_filter = ["category", "is_core", "is_sensitive"]
    list_select_related = ["category"]
    search_fields = ["code", "label_de", "label_en", "synonyms__text"]
    autocomplete_fields = ["source"]
    readonly_fields = ["code"]
    fieldsets = [(None, {"fields": ["code", "category", "icon", "is_core", "is_sensitive", "source"]}), *texts("label")]
    inlines = [SynonymRows]

    def has_add_permission(self, request: object) -> bool:
        """A need has a bit in the search: new ones come with a new version of the house."""
        return False


@admin.register(NeedCategory)
class NeedCategoryAdmin(TextHouse):
    list_display = ["code", "label"]
    search_fields = ["code", "label_de"]
    fieldsets = [(None, {"fields": ["code"]}), *texts("label")]


@admin.register(TargetGroup)
class TargetGroupAdmin(TextHouse):
    list_display = ["label", "code", "audience"]
    list_filter = ["audience"]
    search_fields = ["code", "label_de", "label_en"]
    fieldsets = [(None, {"fields": ["code", "audience"]}), *texts("label")]
    deletable = True


@admin.register(Language)
class LanguageAdmin(TextHouse):
    list_display = ["code", "name", "own_name"]
    search_fields = ["code", "iso639_3", "name_de", "name_en", "own_name"]
    fieldsets = [(None, {"fields": ["code", "iso639_3", "own_name"]}), *texts("name")]

    def has_add_permission(self, request: object) -> bool:
        """A language has a bit in the search, as a need has."""
        return False


@admin.register(ResidenceStatus)
class ResidenceStatusAdmin(TextHouse):
    list_display = ["code", "label", "maps_to"]
    search_fields = ["code", "label_de"]
    readonly_fields = ["code"]
    fieldsets = [(None, {"fields": ["code", "maps_to"]}), *texts("label", "help")]

    def has_add_permission(self, request: object) -> bool:
        """The ten answers are fixed: rules name them."""
        return False


@admin.register(ResidenceTitle)
class ResidenceTitleAdmin(TextHouse):
    list_display = ["name", "paragraph", "position"]
    list_filter = ["statuses"]
    search_fields = ["name_de", "paragraph"]
    autocomplete_fields = ["statuses", "source"]
    fieldsets = [(None, {"fields": ["statuses", "paragraph", "position", "source"]}), *texts("name", "paper", "note")]
    deletable = True


@admin.register(Phrase)
class PhraseAdmin(House):
    """What people type beside the synonyms of needs: a change is understood at the next search."""

    list_display = ["text", "kind", "code", "language", "is_reviewed"]
    list_filter = ["kind", "language", "is_reviewed"]
    search_fields = ["text", "code"]
    fieldsets = [(None, {"fields": ["kind", "code", "language", "text", "is_reviewed"]})]
    deletable = True
