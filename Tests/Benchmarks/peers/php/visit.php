<?php

declare(strict_types=1);

/** One request: who asks, and the secret that its forms carry. */
final class Visit
{
    public ?string $user = null;
    public string $viewerName = '';
    /** The browser's. */
    public string $secret = '';
    public string $formToken = '';
    public int $now = 0;
    private bool $hasNewSecret = false;

    public static function begin(bool $hasForm): self
    {
        $visit = new self();
        $visit->now = time();
        $token = self::token('__Host-nexus');
        if ($token !== null) {
            $visit->resume($token);
        }
        $secret = self::token('__Host-nexus-form');
        if ($secret === null) {
            $secret = bin2hex(random_bytes(32));
            $visit->hasNewSecret = true;
            if ($hasForm || $visit->user !== null) {
                header("Set-Cookie: __Host-nexus-form=$secret; Path=/; Secure; HttpOnly; SameSite=Lax", false);
            }
        }
        $visit->secret = $secret;
        $visit->formToken = hash_hmac('sha256', 'form', $secret);
        return $visit;
    }

    /** Whether a POST was sent by a page of this store. */
    public function comesFromHere(): bool
    {
        $site = $_SERVER['HTTP_SEC_FETCH_SITE'] ?? '';
        if ($site !== '') {
            return $site === 'same-origin' || $site === 'none';
        }
        $origin = $_SERVER['HTTP_ORIGIN'] ?? '';
        if ($origin !== '') {
            return strcasecmp($origin, getenv('NEXUS_BASE_URL')) === 0;
        }
        return !$this->hasNewSecret && hash_equals($this->formToken, $_POST['form_token'] ?? '');
    }

    private function resume(string $token): void
    {
        $hash = '\x' . hash('sha256', $token);
        [$now, $latest] = [gmdate('Y-m-d\TH:i:s\Z', $this->now), gmdate('Y-m-d\TH:i:s\Z', $this->now + 60)];
        $session = run('find_session', [$hash, $now, $latest, $latest])[0] ?? null;
        if ($session === null) {
            return;
        }
        $this->user = $session[0];
        $this->viewerName = $session[2] === '' ? $session[1] : $session[2];
        // A request within a minute of the last noted one is not noted again.
        if (strtotime($session[9]) + 60 >= $this->now) {
            return;
        }
        $end = min($this->now + 7_200, strtotime($session[8]) + 43_200);
        run('note_session', [$now, gmdate('Y-m-d\TH:i:s\Z', $end), $hash]);
        $seconds = $end - $this->now;
        header("Set-Cookie: __Host-nexus=$token; Path=/; Max-Age=$seconds; Secure; HttpOnly; SameSite=Lax", false);
    }

    private static function token(string $cookie): ?string
    {
        $token = $_COOKIE[$cookie] ?? '';
        return preg_match('/^[0-9a-f]{64}$/D', $token) ? $token : null;
    }
}
