"""What this floor lets roles do in the admin."""

from network.enums import Role
from network.roles import every, grant

for _role in (Role.EDITOR, Role.ADMINISTRATOR):
    grant(_role, *every("knowledge.targetgroup"))
