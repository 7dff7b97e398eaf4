/// `if` and `for`.
extension PageGenerator {
    /// The branches of `conditional` from `index` on, each starting at `start`; afterwards the context is their end.
    mutating func condition(
        _ conditional: Conditional, from index: Int, _ start: HTMLContext
    ) throws(Diagnostic) {
        guard index < conditional.branches.count else {
            context = start
            try nodes(conditional.otherwise ?? [])
            return
        }
        let branch = conditional.branches[index]
        writer.flush()
        context = start
        wroteLineFeed = false
        if let name = branch.binding {
            let value = scope.value(branch.condition)
            let line = writer.lines.count + 1
            writer.openStatement("if let \(SwiftSpelling.name(name)) =", value)
            scope.push(name)
            try nodes(branch.nodes)
            if !scope.pop() { writer.discardName(name, inLine: line) }
        } else {
            writer.openStatement("if", scope.condition(branch.condition))
            try nodes(branch.nodes)
        }
        let end = context
        let isLast = index == conditional.branches.count - 1
        if isLast, conditional.otherwise == nil {
            writer.flush()
            context = start
        } else {
            writer.otherwise()
            try condition(conditional, from: index + 1, start)
            writer.flush()
        }
        writer.close()
        guard let joined = HTMLContext.join(end, context) else {
            let other = isLast && conditional.otherwise == nil ? "without it the page is" : "another branch ends"
            throw Diagnostic(branch.position, "this branch ends \(end.description), \(other) \(context.description)")
        }
        context = joined
        wroteLineFeed = false
    }

    mutating func loop(_ loop: Loop) throws(Diagnostic) {
        let start = context.atStatement
        let sequence = scope.value(loop.sequence)
        loopCount += 1
        let number = loopCount
        writer.flush()
        wroteLineFeed = false
        writer.open("do")
        writer.statement("let _items\(number) =", sequence, "")
        if loop.otherwise != nil { writer.open("if !_items\(number).isEmpty") }
        let line = writer.lines.count
        writer.open("")
        scope.push(loop.variable)
        scope.pushLoop(number)
        context = start
        try nodes(loop.nodes)
        writer.flush()
        wroteLineFeed = false
        writer.close()
        let isCounted = scope.popLoop()
        let variable = scope.pop() ? SwiftSpelling.name(loop.variable) : "_"
        let items = isCounted ? "_items\(number).enumerated()" : "_items\(number)"
        writer.complete(line, with: "for \(isCounted ? "(_index\(number), \(variable))" : variable) in \(items)")
        try checkRound(of: loop, from: start)
        var end = context
        if let otherwise = loop.otherwise {
            writer.otherwise()
            context = start
            try nodes(otherwise)
            writer.flush()
            writer.close()
            guard let joined = HTMLContext.join(end, context) else {
                throw Diagnostic(
                    loop.position, "the {% else %} of this loop ends \(context.description), not \(end.description)")
            }
            end = joined
        }
        context = end
        writer.close()
    }

    /// A second round must find the place where the first began.
    private func checkRound(of loop: Loop, from start: HTMLContext) throws(Diagnostic) {
        let end = context.atStatement
        guard let joined = HTMLContext.join(start, end) else {
            throw Diagnostic(
                loop.position, "this loop begins \(start.description) and ends \(end.description)")
        }
        // Behind an attribute a space must come; a loop that begins without one would glue two of them together.
        guard joined == start || start.place != .betweenAttributes else {
            throw Diagnostic(loop.position, "this loop needs a space at its end, between one attribute and the next")
        }
    }
}
