"""Two channels, one person."""

LINK_CODE = (
    "Your code is {code}. It is valid for 15 minutes and can be used once.\nIn the other chat "
    "send: "
    "绑定 {code}\nAfter that you see the same progress there. Please do not tell anybody the code."
)
LINKED = "Done. Both chats are one account now; you can go on here."
LINK_WRONG = (
    "The code is wrong or no longer valid. Please send “link” in the other chat to get a new one."
)
LINK_HOW = (
    "Please send “link” in the other chat to get a code, then send here: 绑定 123456 (your code)."
)
