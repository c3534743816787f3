"""Alembic's entry: runs the revisions on the connection that ``Database.migrate`` hands over."""

from alembic import context

from api.tables import (
    administration,
    agreements,
    applications,
    assessments,
    assignment,
    batches,
    claims,
    conversation,
    delivery,
    drafts,
    exports,
    faqs,
    followup,
    fund_pools,
    jobs,
    knowledge,
    looks,
    need_versions,
    offers,
    organisations,
    overlap,
    people,
    posts,
    publications,
    questions,
    refusals,
    staff_chats,
    staff_shortcuts,
    subscriptions,
    tickets,
)
from api.tables.columns import METADATA

# They fill METADATA.
SUBJECTS = (
    administration,
    agreements,
    applications,
    assessments,
    assignment,
    batches,
    claims,
    conversation,
    delivery,
    drafts,
    exports,
    faqs,
    followup,
    fund_pools,
    jobs,
    knowledge,
    need_versions,
    looks,
    offers,
    organisations,
    overlap,
    people,
    posts,
    publications,
    questions,
    refusals,
    staff_chats,
    subscriptions,
    staff_shortcuts,
    tickets,
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,  # the caller's transaction is the only one
)
context.run_migrations()
