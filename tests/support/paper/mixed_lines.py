"""Lines in which two directions meet, as carers write them. Nobody in them is real.

Each: its language, the line in the order in which it is read, and what in it must stand on the page from
left to right as it is (a number, a date, Latin words), parted by "|".
"""

LINES = (
    ("Arabic", "هاتفها 07700 900123", "07700 900123"),
    ("Arabic", "اتصل على (01632) 960001 أو +44 7700 900123", "(01632) 960001|+44 7700 900123"),
    ("Arabic", "شوهدت يوم 20/11/2026 الساعة 22:40 قرب المحطة", "20/11/2026|22:40"),
    ("Arabic", "تاريخ الميلاد 2012-05-03", "2012-05-03"),
    (
        "Arabic",
        "تسكن في 12 Example Street (Flat 2), EX1 2MP مع خالتها",
        "12 Example Street (Flat 2), EX1 2MP",
    ),
    ("Arabic", "المدرسة (Example School) قريبة", "Example School"),
    ("Arabic", "محمد (الأخ الأكبر) 07700-900-456", "07700-900-456"),
    ("Arabic", "هاتفه ٠٧٧٠٠ ٩٠٠١٢٣ دائما", "٠٧٧٠٠ ٩٠٠١٢٣"),
    ("Hebrew", "טלפון 07700 900123", "07700 900123"),
    ("Hebrew", "נראה ביום 20.11.2026 בשעה 22:40", "20.11.2026|22:40"),
    ("Hebrew", "גר ברחוב 4 Example Close, EX1 2MP", "4 Example Close, EX1 2MP"),
    ("Hebrew", "אחותו (שרה) 01632 960004", "01632 960004"),
    ("Hebrew", "לוחית רישוי AB12 CDE אדום", "AB12 CDE"),
    ("Hebrew", "בגיל 12, 14, 16", "12|14|16"),
    ("Urdu", "فون نمبر 07700 900123 ہے", "07700 900123"),
    ("Urdu", "پتہ یہ 2 Example Road, EX1 2MP", "2 Example Road, EX1 2MP"),
    ("Urdu", "وہ 03-11-2026 کو گیا رات 23:15", "03-11-2026|23:15"),
    ("Urdu", "اس کا دوست Sam Example (16+) ہے", "Sam Example (16+)"),
    ("Urdu", "فون ۰۷۷۰۰ ۹۰۰۱۲۳ ہے", "۰۷۷۰۰ ۹۰۰۱۲۳"),
    ("Urdu", "بس نمبر 301 اور 302", "301|302"),
    ("Persian", "شماره تلفن ۰۷۷۰۰ ۹۰۰۱۲۳", "۰۷۷۰۰ ۹۰۰۱۲۳"),
    ("Persian", "شاید در Example Park نزدیک EX1 2MP است", "Example Park|EX1 2MP"),
    ("Persian", "تاریخ 20/11/2026 ساعت 22:40", "20/11/2026|22:40"),
    ("Persian", "ایمیل sam.example@example.org است", "sam.example@example.org"),
    ("Persian", "قد او 1.60 m و وزن 50 kg", "1.60 m|50 kg"),
    ("Dari", "نمبر تیلیفون 07700 900457 / 01632 960008", "07700 900457|01632 960008"),
    ("Dari", "آدرس (3 Example Street) EX1 2MP", "(3 Example Street) EX1 2MP"),
    ("Dari", "ساعت 21:30 - 22:15 دیده شد", "21:30 - 22:15"),
    ("English", "Friend فاطمة 07700 900123, lives in EX1 2MP", "07700 900123, lives in EX1 2MP"),
    ("English", "Goes to مسجد النور at 18:00 on 20/11/2026", "at 18:00 on 20/11/2026"),
)
