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
