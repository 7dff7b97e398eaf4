internal import HTTP
internal import Store

/// What a form makes, of which there is so much an hour (`Rate`).
enum Made: Sendable {
    case account, order, product
}

extension Visit {
    /// What this form counts as: every form of an account, and what anybody's makes.
    var charges: [Charge] {
        var charges: [Charge] = []
        if row.access != .anyone, let account = viewer.account?.user.id {
            charges.append(.save(by: account))
            if row.options.counts == .product {
                charges += [Charge.product(by: account), Charge.product(from: network)]
            }
        }
        if row.options.counts == .account { charges.append(.account(from: network)) }
        if row.options.counts == .order {
            charges.append(.order(from: network))
            if let buyer = form["email"].flatMap({ EmailAddress($0) }) { charges.append(.order(by: buyer)) }
        }
        return charges
    }

    var network: Network { Network(request.remoteAddress) }

    /// The answer to a form that there is no room for: the same form, filled in as it was sent, with what to do; where
    /// there is none, a page.
    func refused(_ excess: Excess, _ db: inout Database) throws -> Response {
        guard route.formPage != nil else { throw excess }
        var visit = self
        visit.excess = excess
        var answer = try visit.answered(&db)
        guard answer.status == .unprocessable else { return answer }
        answer.status = .tooManyRequests
        answer.headers.add("Retry-After", HeaderValue(Int(excess.seconds)))
        return answer
    }
}
