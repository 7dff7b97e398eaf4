/// The public name of a static file. It changes with the file, so that browsers may keep what they have for ever.
enum AssetName {
    /// `/static/app.<hash>.css` for `app.css`: 16 hexadecimal digits before the last dot of the name.
    static func path(_ name: String, of bytes: [UInt8]) -> String {
        let hash = String(fnv1a(bytes), radix: 16)
        let digits = String(repeating: "0", count: 16 - hash.count) + hash
        let folders = name.split(separator: "/")
        let file = folders.last ?? ""
        let base = folders.dropLast().map { $0 + "/" }.joined()
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else {
            return "/static/\(base)\(file).\(digits)"
        }
        return "/static/\(base)\(file[..<dot]).\(digits)\(file[dot...])"
    }

    /// FNV-1a with 64 bits (RFC 9923): it tells versions of our own files apart, nothing more is asked of it.
    static func fnv1a(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
}
