internal import Store

/// The words that names of products are put together from.
enum SeedWords {
    static let subjects = [
        "Watercolour", "Sourdough", "Film Photography", "Knitting", "Chess Openings", "Jazz Piano", "Fingerpicking",
        "Beekeeping", "Urban Sketching", "Calligraphy", "Screen Printing", "Swift", "SQL", "Typography", "Bookbinding",
        "Pottery", "Natural Dyeing", "Fermentation", "Vegetable Gardening", "Foraging", "Woodcarving",
        "Furniture Repair",
        "Home Roasting", "Cheese Making", "Music Theory", "Songwriting", "Field Recording", "Mixing & Mastering",
        "Stop Motion", "Storyboarding", "Creative Writing", "Memoir", "Travel Writing", "Public Speaking",
        "Bookkeeping",
        "Personal Finance", "Remote Work", "Product Design", "Icon Design", "Data Visualisation", "Statistics",
        "Linear Algebra", "Home Networks", "Electronics", "Bicycle Repair", "Trail Running", "Open Water Swimming",
        "Yoga", "Meditation", "Sewing", "Leatherwork", "Embroidery", "Origami", "Bird Watching", "Astronomy",
        "Map Making", "Spanish", "Japanese", "Icelandic", "Sign Language", "Dog Training", "Newsletter Writing",
        "Podcasting", "Interviewing", "Accessibility",
    ]

    static let audiences = [
        "Beginners", "Busy People", "Teachers", "Children", "Families", "Designers", "Developers", "Small Studios",
        "Freelancers", "the Curious", "Late Starters", "Makers", "Musicians", "Writers", "Everyone",
    ]

    static let adjectives = [
        "Quiet", "Slow", "Golden", "Small", "Honest", "Bright", "Hidden", "Winter", "Summer", "Northern", "Gentle",
        "Practical", "Wild", "Broken", "Patient", "Electric", "Paper", "Midnight", "Early", "Last", "Little", "Blue",
        "Salt", "Warm", "Crooked", "Endless", "Modern", "Forgotten", "Simple", "Restless", "Silver", "Distant", "Tidy",
        "Careful", "Lucky", "Hollow", "Velvet", "Rainy", "Ordinary", "Luminous",
    ]

    static let nouns = [
        "Garden", "River", "Harbour", "Lantern", "Kitchen", "Atlas", "Orchard", "Window", "Notebook", "Island",
        "Machine",
        "Engine", "Forest", "Compass", "Season", "Letter", "Market", "Mountain", "Weather", "Thread", "Signal", "Tide",
        "Canvas", "Workshop", "Library", "Meadow", "Bridge", "Anchor", "Clock", "Feather", "Stone", "Ember", "Echo",
        "Horizon", "Pocket", "Satellite", "Ledger", "Beacon", "Pixel", "Cabin", "Honey", "Sparrow", "Fox", "Whale",
        "Train", "Circuit", "Prism", "Path", "Shadow", "Morning",
    ]

    static let cities = [
        "Lisbon", "Oslo", "Kyoto", "Lagos", "Montréal", "Porto", "Ghent", "Tallinn", "Valparaíso", "Leipzig", "Glasgow",
        "Ljubljana", "Accra", "Hanoi", "Austin", "Wellington", "Kraków", "São Paulo",
    ]
}
