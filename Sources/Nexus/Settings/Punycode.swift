/// A label of a host name in the letters that DNS and certificates have (RFC 3492).
enum Punycode {
    /// `xn--mller-kva` for `müller`; the label itself when it is ASCII; nil when it is longer than a label may be.
    static func ascii(_ label: String) -> String? {
        let scalars = label.lowercased().unicodeScalars.map { Int($0.value) }
        guard scalars.count <= 63 else { return nil }
        var output = scalars.filter { $0 < 0x80 }.map { UInt8(truncatingIfNeeded: $0) }
        guard output.count < scalars.count else { return label.lowercased() }
        let basic = output.count
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var (handled, next, delta, bias) = (basic, 0x80, 0, 72)
        while handled < scalars.count {
            // At most 63 scalars below 0x110000: nothing here comes near the end of an Int.
            guard let smallest = scalars.filter({ $0 >= next }).min() else { return nil }
            delta += (smallest - next) * (handled + 1)
            next = smallest
            for scalar in scalars {
                if scalar < next { delta += 1 }
                guard scalar == next else { continue }
                output += digits(of: delta, bias)
                bias = adapted(delta, handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            next += 1
        }
        let text = "xn--" + String(decoding: output, as: UTF8.self)
        return text.utf8.count <= 63 ? text : nil
    }

    private static func digits(of delta: Int, _ bias: Int) -> [UInt8] {
        var (rest, step, digits) = (delta, 36, [UInt8]())
        while true {
            let threshold = min(max(step - bias, 1), 26)
            guard rest >= threshold else { break }
            digits.append(digit(threshold + (rest - threshold) % (36 - threshold)))
            rest = (rest - threshold) / (36 - threshold)
            step += 36
        }
        return digits + [digit(rest)]
    }

    /// a to z, then 0 to 9; `value` is below 36.
    private static func digit(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 97 : value - 26 + 48)
    }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var (rest, steps) = (isFirst ? delta / 700 : delta / 2, 0)
        rest += rest / count
        while rest > 455 {
            rest /= 35
            steps += 36
        }
        return steps + 36 * rest / (rest + 38)
    }
}
