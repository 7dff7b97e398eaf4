/// The links of a page that lead to its own store.
extension PageGenerator {
    /// Follows an address through the static bytes of a value, and looks it up where it ends. `before` is the context
    /// of the byte; branches of the template may have left several addresses open.
    mutating func followAddress(_ byte: UInt8, from before: HTMLContext, _ position: () -> Position) {
        guard let routes = library.routes else { return }
        if let attribute = context.valueAttribute, attribute.leadsToRoute, byte == UInt8(ascii: "/"),
            before.isBeforeURL
        {
            context.addresses = [Address(bytes: [byte], attribute: attribute.name, position: position())]
        } else if context.valueAttribute != nil, byte != UInt8(ascii: "?"), byte != UInt8(ascii: "#") {
            for index in context.addresses.indices { context.addresses[index].bytes.append(byte) }
        } else {
            diagnostics += context.addresses.compactMap { $0.fault(in: routes) }
            context.addresses = []
        }
    }
}

extension HTMLContext {
    /// The attribute in whose value we are.
    fileprivate var valueAttribute: Attribute? {
        switch place {
        case .value(let attribute, _, _), .unquotedValue(let attribute, _): attribute
        default: nil
        }
    }

    /// Whether the next byte may be the first of a URL.
    fileprivate var isBeforeURL: Bool {
        switch place {
        case .beforeValue, .value(_, _, .empty), .unquotedValue(_, .empty): true
        default: false
        }
    }
}
