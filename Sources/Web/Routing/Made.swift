internal import HTTP
internal import Store

/// What a form makes, of which there is so much an hour (`Rate`).
enum Made: Sendable {
    case account, order, product
}

extension Visit {
    /// What this form counts as: every form of an account, and what anybody's makes.
    var charges: [Charge] {
        let network = network
        var charges: [Charge] = []
        if row.access != .anyone, let account = viewer.account?.user.id {
            charges.append(.save(by: account))
            if row.options.counts == .product {
                charges += [
                    Charge.product(by: account), Charge.product(from: network), Charge.all(.allProducts, from: network),
                ]
            }
        }
        if row.options.counts == .account {
            charges += [.account(from: network), .all(.allAccounts, from: network)]
        }
        if row.options.counts == .order {
            charges += [.order(from: network), .all(.allOrders, from: network)]
            if let buyer = form["email"].flatMap({ EmailAddress($0) }) {
                charges.append(.order(by: buyer, from: network))
            }
        }
        return charges
    }

    var network: Network { Network(request.remoteAddress) }

    /// Whoever asks for more than people do hashes aside, and takes nothing from those who log in.
    var hasher: PasswordHasher { settings.hasher.asking(moreThanPeopleDo: request.wasHeldBack) }
}
