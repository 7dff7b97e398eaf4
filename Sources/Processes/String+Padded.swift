extension String {
    /// Filled with blanks on the right; a longer one stays as it is.
    public func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
