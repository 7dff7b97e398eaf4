<?php require __DIR__ . '/_head.php' ?>
</head>
<body class="dashboard">
<?php require __DIR__ . '/_brand.php' ?>
<?php require __DIR__ . '/_account.php' ?>
</header>
<nav class="side-nav" aria-label="Main">
<ul>
<li><a href="/dashboard" <?= $section === 'dashboard' ? 'aria-current="page"' : '' ?>>Overview</a></li>
<li><a href="/dashboard/products" <?= $section === 'products' ? 'aria-current="page"' : '' ?>>Products</a></li>
<li><a href="/dashboard/orders" <?= $section === 'orders' ? 'aria-current="page"' : '' ?>>Orders</a></li>
<li class="apart"><a href="/dashboard/account" <?= $section === 'account' ? 'aria-current="page"' : '' ?>>Account</a></li>
<li><a href="/">Visit store</a></li>
</ul>
</nav>
<main id="main" tabindex="-1">

