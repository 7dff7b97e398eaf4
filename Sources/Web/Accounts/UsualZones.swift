internal import Store

/// The time zones that an account may choose from: for each clock that people live by one or a few well-known places, from
/// west to east, under IANA's names.
enum UsualZones {
    static let names: [String] = [
        "UTC", "Pacific/Pago_Pago", "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Vancouver",
        "America/Tijuana", "America/Denver", "America/Phoenix", "America/Edmonton", "America/Chicago",
        "America/Mexico_City", "America/Winnipeg", "America/Costa_Rica", "America/New_York", "America/Toronto",
        "America/Havana", "America/Jamaica", "America/Bogota", "America/Lima", "America/Caracas", "America/Halifax",
        "America/La_Paz", "America/Santiago", "America/Asuncion", "America/St_Johns", "America/Sao_Paulo",
        "America/Argentina/Buenos_Aires", "America/Montevideo", "America/Nuuk", "Atlantic/Cape_Verde",
        "Atlantic/Azores", "Atlantic/Reykjavik", "Africa/Accra", "Africa/Casablanca", "Europe/London", "Europe/Dublin",
        "Europe/Lisbon", "Africa/Algiers", "Africa/Lagos", "Africa/Tunis", "Europe/Amsterdam", "Europe/Belgrade",
        "Europe/Berlin", "Europe/Brussels", "Europe/Budapest", "Europe/Copenhagen", "Europe/Madrid", "Europe/Oslo",
        "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Stockholm", "Europe/Vienna", "Europe/Warsaw",
        "Europe/Zurich", "Africa/Cairo", "Africa/Johannesburg", "Asia/Beirut", "Asia/Jerusalem", "Europe/Athens",
        "Europe/Bucharest", "Europe/Helsinki", "Europe/Kyiv", "Africa/Addis_Ababa", "Africa/Nairobi", "Asia/Baghdad",
        "Asia/Riyadh", "Europe/Istanbul", "Europe/Minsk", "Europe/Moscow", "Asia/Tehran", "Asia/Baku", "Asia/Dubai",
        "Asia/Tbilisi", "Asia/Yerevan", "Asia/Kabul", "Asia/Karachi", "Asia/Tashkent", "Asia/Almaty", "Asia/Colombo",
        "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok", "Asia/Ho_Chi_Minh",
        "Asia/Jakarta", "Asia/Novosibirsk", "Asia/Hong_Kong", "Asia/Kuala_Lumpur", "Asia/Manila", "Asia/Shanghai",
        "Asia/Singapore", "Asia/Taipei", "Asia/Ulaanbaatar", "Australia/Perth", "Australia/Eucla", "Asia/Seoul",
        "Asia/Tokyo", "Australia/Adelaide", "Australia/Darwin", "Australia/Brisbane", "Australia/Melbourne",
        "Australia/Sydney", "Asia/Vladivostok", "Pacific/Guam", "Australia/Lord_Howe", "Pacific/Noumea",
        "Pacific/Auckland", "Pacific/Fiji", "Pacific/Chatham", "Pacific/Tongatapu", "Pacific/Apia",
        "Pacific/Kiritimati",
    ]

    /// The entries of the list; one more for a chosen zone that is not among the usual ones.
    static func choices(chosen: String) -> [Choice] {
        (names.contains(chosen) || chosen.isEmpty ? names : [chosen] + names).map { name in
            Choice(value: name, label: label(name), isSelected: name == chosen)
        }
    }

    /// "Buenos Aires (America/Argentina)", "UTC".
    private static func label(_ name: String) -> String {
        let words = name.replacing("_", with: " ")
        guard let slash = words.lastIndex(of: "/") else { return words }
        return "\(words[words.index(after: slash)...]) (\(words[..<slash]))"
    }
}
