"""What the members of an organisation are told when staff decide on it."""

from api.domain.organisation_profile import OrganisationAct, Profile
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn


def organisation_turn(profile: Profile, act: OrganisationAct) -> Turn:
    """It was verified, refused, suspended or resumed."""
    sentence = {
        OrganisationAct.VERIFIED: texts.ORGANISATION_VERIFIED,
        OrganisationAct.REFUSED: texts.ORGANISATION_REFUSED,
        OrganisationAct.SUSPENDED: texts.ORGANISATION_PAUSED,
        OrganisationAct.RESUMED: texts.ORGANISATION_RESUMED,
    }[act]
    mine = Choice(DeskButton("org", profile.key).code, texts.MENU_ORGANISATIONS)
    return Turn((Message(sentence.format(name=profile.name, note=profile.note)),), (mine,))


def joined_turn(name: str) -> Turn:
    """Who invited somebody is told once they have accepted."""
    mine = Choice(DeskButton("orgs").code, texts.MENU_ORGANISATIONS)
    return Turn((Message(texts.MEMBER_JOINED.format(name=name)),), (mine,))


def removed_turn(name: str) -> Turn:
    """Who was removed is told so."""
    return Turn((Message(texts.YOU_WERE_REMOVED.format(name=name)),))


def promoted_turn(name: str) -> Turn:
    """Who was made an owner is told so."""
    mine = Choice(DeskButton("orgs").code, texts.MENU_ORGANISATIONS)
    return Turn((Message(texts.YOU_ARE_OWNER.format(name=name)),), (mine,))
