/// A short text in a row of shared numbers, eight bytes in each, filled up with zeros.
struct TextField: Sendable {
    /// Counted from the beginning of the slot.
    let start: Int
    let words: Int

    /// Keeps as many bytes as there is room for.
    func write(_ text: String, _ memory: borrowing SharedWords, _ slot: Int) {
        var index = slot + start
        let end = index + words
        var word: UInt64 = 0
        var shift: UInt64 = 0
        for byte in text.utf8 {
            guard index < end else { return }
            word |= UInt64(byte) << shift
            shift += 8
            if shift == 64 {
                memory.store(word, at: index)
                index += 1
                word = 0
                shift = 0
            }
        }
        // The word that is not full, or the zero that ends the text.
        if index < end { memory.store(word, at: index) }
    }

    /// Up to the first zero. Only letters, digits and `-` are taken: what is read may have changed meanwhile, and ends up
    /// in logs.
    func read(_ memory: borrowing SharedWords, _ slot: Int) -> String {
        var bytes: [UInt8] = []
        for index in slot + start..<slot + start + words {
            let word = memory.load(index)
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                let byte = UInt8(truncatingIfNeeded: word >> shift)
                guard byte != 0 else { return String(decoding: bytes, as: UTF8.self) }
                let isPlain =
                    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "-")
                bytes.append(isPlain ? byte : UInt8(ascii: "?"))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
