internal import HTTP
internal import Store

/// What a form makes, of which there is so much an hour (`Rate`).
enum Made: Sendable {
    case account, order, product
}

extension Visit {
    /// What this form counts as: every form of an account, and what anybody's makes.
    var charges: [Charge] {
        let account = row.access == .anyone ? nil : viewer.account?.user.id
        let network = network
        var charges = account.map { [Charge.save(by: $0)] } ?? []
        switch row.options.counts {
        case .account: charges += [.account(from: network), .all(.allAccounts, from: network)]
        case .order:
            charges += [.order(from: network), .all(.allOrders, from: network)]
            if let buyer = form["email"].flatMap({ EmailAddress($0) }) {
                charges.append(.order(by: buyer, from: network))
            }
        case .product:
            // Whoever is not signed in puts nothing up.
            guard let account else { break }
            charges += [.product(by: account), .product(from: network), .all(.allProducts, from: network)]
        case nil: break
        }
        return charges
    }

    var network: Network { Network(request.remoteAddress) }

    /// Whoever asks for more than people do hashes aside, and takes nothing from those who log in.
    var hasher: PasswordHasher { settings.hasher.asking(moreThanPeopleDo: request.wasHeldBack) }
}
