<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="<?= getenv('FAVICON') ?>" type="image/svg+xml">
<link rel="stylesheet" href="<?= getenv('APP_CSS') ?>">
<title dir="auto"><?= e($title) ?> · Nexus</title>
