"""Every heading and label of the Hertfordshire Key Contacts Form, typed from the paper, in its order."""

PERSONAL = [
    "SECTION 1: Personal Details",
    "Full name:",
    "Please attach a recent photograph here.",
    "Please use one that is a good likeness of the individual.",
    "NB: A photo should be taken by the Provider with the young person’s consent, and should not be taken "
    "from a social media image",
    "Known as (alias names):",
    "Date of birth:",
    "Place of birth:",
    "Nationality:",
    "Police Compact PID (Person Identification number):",
    "National Insurance number:",
    "Address:",
    "Description",
    "Ethnic appearance:",
    "Telephone number/s:",
    "Email address:",
    "Height:",
    "Build:",
    "Hair colour and features:",
    "Eye colour:",
    "Accent:",
    "Complexion:",
    "Eye wear:",
    "Handed:",
    "Distinguishing marks:",
    "Piercings:",
    "Clothing:",
    "Social networking accounts:",
]
PARENTS_AND_AUTHORITY = [
    "SECTION 2: Parent and Local Authority Information",
    "Local Authority:",
    "Care Details – Section 20 / 31:",
    "Asylum Seeker? : Yes/No",
    "Name of Social Worker and contact details:",
    "Emergency Duty Service contact details:",
    "Frequency of support for solo provision:",
    "Care provider details (address, phone number, email and other details of supported accommodation or "
    "individual accommodation):",
    "Company Name:",
    "Address:",
    "Telephone",
    "Email:",
    "Name of Keyworker:",
    "Full name(s) of parent(s), (and those with parental responsibility) address and contact details:",
    "Name",
    "Address",
    "Telephone",
    "Email",
    "List any contact issues with parents or others:",
    "Next of kin details:",
]
ADDITIONAL = [
    "SECTION 3: Additional Information",
    "Doctor’s name, address and phone number:",
    "Dentist’s name, address and phone number:",
    "Name of bank and account details:",
    "Name of school/college and teacher/tutor details:",
    "Details of relatives, friends and associates:",
    "Name",
    "Relationship to individual",
    "Phone number",
    "Address",
    "Location of passport and other identity documents (include document numbers):",
    "Primary transport being used by the child or young person:",
    "Details of travel documents owned or used (Oyster cards, etc.):",
    "Details of places the child or young person frequents (clubs, organisations, locations (parks, etc):",
]
RISKS = [
    "SECTION 4 – Risks",
    "List any medical conditions / history including medication, diabetes, allergies, self-harming, "
    "disabilities, learning difficulties and mental health concerns:",
    "Details of any known or suspected risks:",
    "Memorable ‘phrase’ or ‘safe word’ to be used when checking the well-being of the child or young person "
    "by phone:",
    "Use this section to record in chronological order any useful information such as suspicious activity "
    "or new associates which may assist Police in the event the child or young person subsequently goes "
    "missing:",
    "Date",
    "Occurrence",
    "Is the young person pregnant? If so, how many weeks and what is the due birth date? :",
    "Does the young person have their own child/ren? If so, list the name/s, sex/es, date/s of birth:",
]
ACTIONS = [
    "SECTION 5 – Actions by Staff and Carers",
    "Actions for staff to undertake to locate the child:",
    "Action",
    "Yes",
    "No",
    "Comments",
    "Staff/Carers to follow CYP and attempt to keep in sight. (Depending on the age of the CYP, and type of "
    "provision)",
    "Staff/Carers to liaise with each other to co-ordinate the appropriate response to the missing episode.",
    "Staff/Carers to search all rooms in accommodation address, including outbuildings.",
    "Staff/Carers to speak with other residents as to the whereabouts of the CYP.",
    "Staff/Carers to search home surrounding area and check any locations that the child is known to "
    "frequent, e.g. local parks, shops etc. (Depending on provision type)",
    "*details if yes:",
    "Staff/Carers to attempt to contact CYP by mobile phone",
    "Staff to check CCTV to identify when the child was last seen at the placement and gather any relevant "
    "information that will assist in trying to locate the child (clothing description, in company with "
    "anybody? etc.)",
    "Staff/Carers to make contact with friends and family of the CYP.",
    "Staff/Carer should carry out process according to the care plan / risk assessment that should contain "
    "any actions agreed in the Families First Assessment, Child & Family Assessment or risk management plan "
    "completed by the Targeted Youth Support service or allocated Social Worker.",
    "Staff/Carer to inform the placing Local Authority for the CYP of the missing episode.",
]
CLOSING = [
    "Additional information/observations/notes:",
    "Name of person completing this form Sections 1 - 4:",
    "Date and time form completed:",
    "Name of person completing this form Section 5 when missing episode occurs:",
    "Date and time form completed:",
    "This document must be stored securely and a copy must be handed to the attending Police Officer in the "
    "event the young person goes missing, and cannot be located by staff.",
    "In the event that the Police Officer refuses a copy please ask for their name and number so this can be "
    "reported back to Missing Persons Unit via email to mpu@herts.pnn.police.uk",
]
PAPER = PERSONAL + PARENTS_AND_AUTHORITY + ADDITIONAL + RISKS + ACTIONS + CLOSING
