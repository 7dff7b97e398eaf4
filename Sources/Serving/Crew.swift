internal import Processes

/// A role, and how starting its processes goes. One whose processes do not come up holds no other up.
struct Crew {
    let role: Role
    var policy = RestartPolicy()
    /// When the next one may be started.
    var due: ContinuousClock.Instant
    /// One has been ready, so the settings are right.
    var hasBeenReady = false
    /// How many were started so far.
    var started = 0
}
