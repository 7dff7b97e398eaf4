/// The sentences that descriptions are put together from.
enum SeedSentences {
    /// How a description begins, by kind; `{}` is the product's name.
    static func openings(_ kind: SeedKind) -> [String] {
        switch kind {
        case .course: courses
        case .book: books
        case .music: music
        case .software: software
        case .files: files
        }
    }

    private static let courses = [
        "{} takes you from the first step to something you will want to show.",
        "Everything I teach in my weekend classes, recorded so that you can pause it.",
        "{} is for people who would rather do a thing than read about it.",
        "Short lessons, one exercise each, and no talking to fill the time.",
        "I have taught this to more than four hundred people; here is what worked.",
    ]

    private static let books = [
        "{} is a short book about a thing that most of us do every day and few of us look at.",
        "Written over three winters, and tested on patient friends.",
        "{} collects what I wish somebody had told me when I began.",
        "A book to keep beside you while you work, with an index you can rely on.",
        "Part diary, part manual, with drawings on nearly every page.",
    ]

    private static let music = [
        "{} was recorded in one room, mostly in one take.",
        "Ten pieces for the end of a long day.",
        "A record about leaving and coming back, with strings on two of the songs.",
        "{} began as a loop on a telephone and became something else.",
        "Played by four people who have known each other for twenty years.",
    ]

    private static let software = [
        "{} does one thing, does it quickly, and then gets out of your way.",
        "A small program for people who have too many files and too little time.",
        "{} works without an account and without a network.",
        "I made {} for myself, and have used it every day since.",
        "Your data stays in plain files on your own machine.",
    ]

    private static let files = [
        "{}: ready to use, neatly named and sorted into folders.",
        "Made for my own projects first, and cleaned up for yours.",
        "{} comes with a page that explains how each file was made.",
        "Everything is layered, so that you can change what you like.",
        "Print them, fold them, cut them up; that is what they are for.",
    ]

    static let middles = [
        "You need no special equipment, and I say what to use instead when you have none.",
        "Most people are through in a weekend; nobody will hurry you.",
        "It is made to be used, so leave notes in the margins.",
        "There are examples throughout, from easy to \u{201C}why would anyone do that\u{201D}.",
        "I answer every message, usually on the same day.",
        "If something is unclear, tell me and I will write it again.",
        "The second half goes further than most introductions dare to.",
        "Nothing in it will be out of date next year.",
        "It costs less than a dinner & lasts longer.",
        "The mistakes are in there, too: you learn more from those.",
        "Half of what I earn with it goes into making the next one.",
        "Early readers found the third part the most useful, so it grew.",
        "You can begin anywhere; each part stands alone.",
        "It has been tested by beginners, and corrected by experts.",
        "There is a list of sources at the end for those who want more.",
        "It works on old machines and on slow connections.",
        "I keep a list of changes, so that you can see what is new.",
        "The files are yours: no codes, no expiry, no account.",
        "A part of it is free on my page, in case you want to look before you buy.",
        "It was twice as long once; I hope you never notice what is missing.",
        "What you make with it is yours, also if you sell it.",
        "Please do share it with your class or your team.",
        "It has been translated by readers into Spanish and German.",
        "Some parts are hard < and that is where the fun is.",
    ]

    static let closings = [
        "Updates are free, for good.",
        "If it is not for you, write to me and you get your money back.",
        "Thank you for supporting independent work.",
        "See you inside!",
        "PDF and EPUB, 143 pages.",
        "ZIP archive, 212 MB.",
        "Lossless FLAC and 320 kbit/s MP3.",
        "Questions? Just ask.",
        "Made with care in a small studio.",
        "No subscription: you pay once.",
    ]
}
