"""Addresses of the network floor."""

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from cms.routes import route
from network.views import account, directory, exchange, joining, privacy, profile, roles

urlpatterns: list[URLPattern] = [
    path("account/", account.account_security, name="account_security"),
    # One page for how somebody signs in: allauth's own for the second step leads there.
    path("account/2fa/", RedirectView.as_view(pattern_name="account_security")),
    path(
        route(nl="account/overal-uitloggen/", en="account/sign-out-everywhere/"),
        account.sign_out_everywhere,
        name="sign_out_everywhere",
    ),
    path(route(nl="rollen/", en="roles/"), roles.roles_review, name="roles_review"),
    path(
        route(nl="rollen/noodtoegang/", en="roles/emergency-access/"),
        roles.emergency_access,
        name="emergency_access",
    ),
    path(
        route(nl="netwerk/deelnemers/", en="network/members/"),
        directory.directory,
        name="directory",
    ),
    path(
        route(nl="netwerk/deelnemers/<int:pk>/", en="network/members/<int:pk>/"),
        directory.directory_member,
        name="directory_member",
    ),
    path(
        route(nl="netwerk/organisaties/", en="network/organisations/"),
        directory.directory_organisations,
        name="directory_organisations",
    ),
    path(
        route(nl="netwerk/organisaties/<slug:code>/", en="network/organisations/<slug:code>/"),
        directory.directory_organisation,
        name="directory_organisation",
    ),
    path(
        route(nl="netwerk/stuurgroep/", en="network/steering-group/"),
        directory.steering_group,
        name="steering_group",
    ),
    path(
        route(nl="netwerk/samenstelling/", en="network/composition/"),
        directory.composition,
        name="composition",
    ),
    path(route(nl="meedoen/", en="take-part/"), joining.join, name="join"),
    path(
        route(nl="meedoen/bedankt/", en="take-part/thank-you/"),
        joining.join_thanks,
        name="join_thanks",
    ),
    path(route(nl="aanmeldingen/", en="applications/"), joining.applications, name="applications"),
    path(
        route(nl="aanmeldingen/<int:pk>/", en="applications/<int:pk>/"),
        joining.application,
        name="application",
    ),
    path(
        route(nl="aanmeldingen/<int:pk>/ja/", en="applications/<int:pk>/yes/"),
        joining.application_accept,
        name="application_accept",
    ),
    path(
        route(nl="aanmeldingen/<int:pk>/nee/", en="applications/<int:pk>/no/"),
        joining.application_decline,
        name="application_decline",
    ),
    path(
        route(nl="aanmeldingen/<int:pk>/terug/", en="applications/<int:pk>/back/"),
        joining.application_reopen,
        name="application_reopen",
    ),
    path(
        route(nl="aanmeldingen/bij/<int:pk>/", en="applications/of/<int:pk>/"),
        joining.organisation_claim,
        name="organisation_claim",
    ),
    path(route(nl="mijn/", en="me/"), profile.me, name="me"),
    path(route(nl="mijn/profiel/", en="me/profile/"), profile.profile, name="profile"),
    path(
        route(nl="mijn/vraag/", en="me/question/"),
        profile.profile_question,
        name="profile_question",
    ),
    path(route(nl="mijn/gegevens/", en="me/data/"), privacy.my_data, name="my_data"),
    path(
        route(nl="mijn/gegevens/meenemen/", en="me/data/download/"),
        privacy.my_data_export,
        name="my_data_export",
    ),
    path(route(nl="mijn/gegevens/weggaan/", en="me/data/leave/"), privacy.leave, name="leave"),
    path(route(nl="tot-ziens/", en="goodbye/"), privacy.goodbye, name="goodbye"),
    path(route(nl="mijn/beloften/", en="me/promises/"), profile.pledges, name="pledges"),
    path(
        route(nl="mijn/beloften/<int:pk>/", en="me/promises/<int:pk>/"),
        profile.pledge_answer,
        name="pledge_answer",
    ),
    path(
        route(nl="coordinatie/deelnemers-inlezen/", en="coordination/import-members/"),
        exchange.import_table,
        {"name": "members"},
        name="import_members",
    ),
    path(
        route(nl="coordinatie/organisaties-inlezen/", en="coordination/import-organisations/"),
        exchange.import_table,
        {"name": "organisations"},
        name="import_organisations",
    ),
    path(
        route(nl="coordinatie/deelnemers-uitvoeren/", en="coordination/export-members/"),
        exchange.export_table,
        {"name": "members"},
        name="export_members",
    ),
    path(
        route(nl="coordinatie/organisaties-uitvoeren/", en="coordination/export-organisations/"),
        exchange.export_table,
        {"name": "organisations"},
        name="export_organisations",
    ),
]
