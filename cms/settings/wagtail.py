"""Wagtail, its pictures and documents, and the admin's listing searches."""

WAGTAIL_SITE_NAME = "Schakel"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAILIMAGES_IMAGE_MODEL = "cms.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.SiteDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.detector.uploads.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.detector.uploads.DocumentForm"
# A 363 KB picture of 127 million pixels takes 1 GB to open.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "txt", "csv", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Both would tell a third party about the people who use the admin.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_UNICODE_SLUGS = False
# Autosave writes; on SQLite a longer pause keeps it out of other people's way.
WAGTAIL_AUTOSAVE_INTERVAL = 3000
TAGGIT_CASE_INSENSITIVE = True

# For the admin's own listings only; what people search with lives in `search/`.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Who approved another text than the one that would be published did not approve it.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.plugins.finishing.publish"
