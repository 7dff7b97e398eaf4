/// From a visit to its answer.
extension RouteGenerator {
    mutating func dispatch() {
        writer.line("/// Hands the visit to its handler, HEAD as GET.")
        writer.line("///")
        writer.line("/// - Throws: what the handler throws; `Problem.methodNotAllowed` for a method it does not take.")
        writer.open("func dispatch(_ db: inout Database) throws -> Response")
        writer.open("switch self.route")
        for route in routes {
            writer.openCase("case \(binding(of: route))")
            writer.open("switch self.request.method")
            for index in route.indices {
                writer.line("case \(methods(of: table.rows[index])):")
                writer.line(call(of: table.rows[index]))
            }
            writer.line("default: throw Problem.methodNotAllowed(self.route)")
            writer.close()
            writer.endCase()
        }
        writer.close()
        writer.close()
    }

    /// What the address carries, the visit, the proof of who it is, and the connection. A label may be named as one
    /// of the visit's members, which are therefore reached by `self`.
    private func call(of row: RouteRow) -> SwiftExpression {
        var arguments = row.address.parts.map { SwiftSpelling.name($0.label) } + ["self"]
        switch row.access {
        case .anyone: break
        case .account: arguments.append("try self.account()")
        case .seller: arguments.append("try self.seller()")
        case .admin: arguments.append("try self.admin()")
        }
        let before = "return try "
        return SwiftExpression(
            code: "\(before)\(row.handler.text)(\(arguments.joined(separator: ", ")), &db)", lead: before.count,
            position: row.handler.position)
    }
}
