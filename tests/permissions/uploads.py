"""Documents and pictures, in collections that are open and that are private."""

from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import SiteDocument, SiteImage
from network.enums import Role
from tests.permissions.world import (
    Found,
    Thing,
    World,
    action,
    arranges,
    changed,
    listed,
    shown,
)

PRIVATE = {
    "private to who signs in": CollectionViewRestriction.LOGIN,
    "private to editors": CollectionViewRestriction.GROUPS,
    "private by password": CollectionViewRestriction.PASSWORD,
}


@arranges
def uploads(world: World) -> None:
    for state in ("published", *PRIVATE, "deleted"):
        collection = _collection(state)
        _put_document(world, state, collection)
        _put_picture(world, state, collection)


def _collection(state: str) -> Collection:
    if state not in PRIVATE:
        return Collection.get_first_root_node()
    collection: Collection = Collection.get_first_root_node().add_child(name=state)
    password = "open-sesame" if state == "private by password" else ""
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=PRIVATE[state], password=password
    )
    if PRIVATE[state] == CollectionViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name=Role.EDITOR))
    return collection


def _put_document(world: World, state: str, collection: Collection) -> None:
    thing = world.put("document", state)
    thing.object = SiteDocument.objects.create(
        title=thing.title,
        collection=collection,
        file=ContentFile(thing.secret.encode(), name=f"{thing.lure}.txt"),
    )
    thing.address = thing.object.url
    if state == "deleted":
        SiteDocument.objects.get(pk=thing.object.pk).delete()


def _put_picture(world: World, state: str, collection: Collection) -> None:
    thing = world.put("picture", state)
    file = get_test_image_file(filename=f"{thing.lure}.png")
    thing.object = SiteImage.objects.create(
        title=thing.title, collection=collection, file=file, credit=thing.secret
    )
    thing.address = thing.object.get_rendition("width-40").url
    if state == "deleted":
        SiteImage.objects.get(pk=thing.object.pk).delete()


@action("document address")
def read_document(world: World, role: str, thing: Thing, document: Any) -> Found:
    return shown(world.ask(role, thing.address), thing)


@action("document address around its view")
def read_file(world: World, role: str, thing: Thing, document: Any) -> Found:
    return shown(world.ask(role, f"/media/{document.file.name}"), thing)


@action("picture address")
def read_picture(world: World, role: str, thing: Thing, picture: Any) -> Found:
    seen = world.ask(role, thing.address)
    return Found("–" if seen.denial else "Y" if seen.status == 200 else "", seen)


@action("admin: open document")
def open_document(world: World, role: str, thing: Thing, document: Any) -> Found:
    return shown(world.ask(role, reverse("wagtaildocs:edit", args=[document.pk])), thing)


@action("admin: change document")
def change_document(world: World, role: str, thing: Thing, document: Any) -> Found:
    address = reverse("wagtaildocs:edit", args=[document.pk])
    data = {"title": "Anders", "tags": "", "collection": document.collection_id}
    return changed(world.ask(role, address, data), thing)


@action("admin: delete document")
def delete_document(world: World, role: str, thing: Thing, document: Any) -> Found:
    return changed(world.ask(role, reverse("wagtaildocs:delete", args=[document.pk]), {}), thing)


@action("admin: upload document")
def upload_document(world: World, role: str, thing: Thing, document: Any) -> Found:
    data = {
        "title": "Nieuw",
        "tags": "",
        "collection": document.collection_id,
        "file": ContentFile(b"nieuw", name="nieuw.txt"),
    }
    return changed(world.ask(role, reverse("wagtaildocs:add"), data))


@action("admin: list of documents")
def list_documents(world: World, role: str, thing: Thing, document: Any) -> Found:
    return listed(world.ask(role, f"{reverse('wagtaildocs:index')}?q={thing.lure}"), thing)


@action("chooser of documents")
def choose_document(world: World, role: str, thing: Thing, document: Any) -> Found:
    return listed(world.ask(role, f"{reverse('wagtaildocs_chooser:choose')}?q={thing.lure}"), thing)


@action("admin API: document")
def document_api(world: World, role: str, thing: Thing, document: Any) -> Found:
    address = reverse("wagtailadmin_api:documents:detail", args=[document.pk])
    return shown(world.ask(role, address), thing)


@action("admin: open picture")
def open_picture(world: World, role: str, thing: Thing, picture: Any) -> Found:
    return shown(world.ask(role, reverse("wagtailimages:edit", args=[picture.pk])), thing)


@action("admin: change picture")
def change_picture(world: World, role: str, thing: Thing, picture: Any) -> Found:
    address = reverse("wagtailimages:edit", args=[picture.pk])
    data = {
        "title": "Anders",
        "tags": "",
        "collection": picture.collection_id,
        "credit": "",
        "description": "",
        **{f"focal_point_{part}": "" for part in ("x", "y", "width", "height")},
    }
    return changed(world.ask(role, address, data), thing)


@action("admin: delete picture")
def delete_picture(world: World, role: str, thing: Thing, picture: Any) -> Found:
    return changed(world.ask(role, reverse("wagtailimages:delete", args=[picture.pk]), {}), thing)


@action("admin: upload picture")
def upload_picture(world: World, role: str, thing: Thing, picture: Any) -> Found:
    file = get_test_image_file()
    file.seek(0)
    data = {
        "title": "Nieuw",
        "tags": "",
        "collection": picture.collection_id,
        "credit": "",
        "description": "",
        "file": SimpleUploadedFile("nieuw.png", file.read(), "image/png"),
        **{f"focal_point_{part}": "" for part in ("x", "y", "width", "height")},
    }
    return changed(world.ask(role, reverse("wagtailimages:add"), data))


@action("admin: list of pictures")
def list_pictures(world: World, role: str, thing: Thing, picture: Any) -> Found:
    return listed(world.ask(role, f"{reverse('wagtailimages:index')}?q={thing.lure}"), thing)


@action("chooser of pictures")
def choose_picture(world: World, role: str, thing: Thing, picture: Any) -> Found:
    return listed(
        world.ask(role, f"{reverse('wagtailimages_chooser:choose')}?q={thing.lure}"), thing
    )


@action("admin API: picture")
def picture_api(world: World, role: str, thing: Thing, picture: Any) -> Found:
    address = reverse("wagtailadmin_api:images:detail", args=[picture.pk])
    return shown(world.ask(role, address), thing)
