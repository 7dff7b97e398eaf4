<?php require __DIR__ . '/_head.php' ?>
<?php if (isset($summary)): ?><meta name="description" content="<?= e($summary) ?>"><?php endif ?>

</head>
<body class="store">
<?php require __DIR__ . '/_brand.php' ?>
<nav class="site-nav" aria-label="Main">
<ul>
<li><a href="/" >Products</a></li>
<?php if ($visit->user !== null): ?>
<li><a href="/dashboard">Dashboard</a></li>
<?php else: ?>
<li><a href="/auth/login" <?= $section === 'login' ? 'aria-current="page"' : '' ?>>Log in</a></li>
<li><a href="/auth/register" <?= $section === 'register' ? 'aria-current="page"' : '' ?>>Start selling</a></li>
<?php endif ?>
</ul>
</nav>
<?php if ($visit->user !== null) { require __DIR__ . '/_account.php'; } ?>
</header>
<main id="main" tabindex="-1">

