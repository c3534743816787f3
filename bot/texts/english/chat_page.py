"""The web page around the chat, and its plain form."""

CHAT_PAGE = {
    "description": "Report what a place needs, ask about policy, follow what becomes of it.",
    "skip": "Skip to the content",
    "needs": "Open needs",
    "leave": "Leave",
    "heading": "Talk with Shanhai Bridge",
    "talk": "Talk",
    "log": "What was said",
    "answers": "Answers to choose from",
    "compose": "Write a message",
    "detach": "Remove",
    "attach": "Add a picture or file",
    "file": "Picture or file",
    "locate": "Use my location",
    "locating": "Finding your location",
    "message": "Message",
    "placeholder": "Report a need, or ask (in Chinese)",
    "send": "Send",
    "private": "Please no names, phone or ID numbers of those to be helped.",
    "staff": "For staff",
    "leave_title": "Leave this talk?",
    "leave_text": (
        "This device will no longer show it. What you submitted stays and is worked on as before."
    ),
    "stay": "Stay",
    "me": "Me: ",
    "bot": "Shanhai Bridge: ",
    "working": "Working on it",
    "still_working": "Still working on it, please wait",
    "queued": "Waiting; it is sent when the connection is back",
    "begun_anew": (
        "The talk before is no longer valid; this is a new one. What you typed is still in the box."
    ),
    "sent_file": "(File) {name}",
    "sent_location": "(Sent where I am)",
    "checking": "Uploaded; the file is being checked",
    "uploading": "Upload",
    "not_sent": "That was not sent. Please try again later.",
    "too_long": (
        "This text has {length} characters; {limit} fit into a message. Please send it in "
        "parts, or as a file."
    ),
    "too_large": (
        "“{name}” has {size}; a file may have {limit}. Please compress it, split it or send a "
        "smaller picture."
    ),
    "no_place": "Your place could not be found. Please type it, such as “云南省澜沧县木戛乡”.",
    "open": "open",
    "comma": ", ",
    "change": "Change",
    "download": "Download",
    "conflict": "One of two statements",
    "referred": "Provision it refers to",
    "lapsed": "Not in force",
    "source": "Source: {title}",
    "quotes": "quotations: {count}",
    "whole_text": "Whole text",
    "show_all": "Show all",
    "show_less": "Show less",
    "in_force": "in force {from} to {to}",
    "from": "in force from {from}",
    "until": "in force until {to}",
    "reconnecting": "Connection lost, connecting again",
    "unreachable": "The service cannot be reached; trying again. You can type meanwhile.",
    "cannot_leave": "The service cannot be reached; you have not left yet. Please try again later.",
}
PLAIN_PAGE = {
    "title": "Plain chat",
    "hint": "Needs no JavaScript and does the same as the chat page. Reload to see new replies.",
    "to_chat": "Chat page",
    "greeting": (
        "Hello, this is Shanhai Bridge. Report what a place needs, or ask about policy, in "
        "Chinese, in the box below."
    ),
    "file": "Picture or file (optional)",
    "needs_script": "This page needs JavaScript. The plain page does the same without.",
    "to_plain": "Plain page",
}
