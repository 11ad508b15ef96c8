<?php
// Events as files, named by their ids. With a database: INSERT … ON CONFLICT (id) DO NOTHING, committed before the answer.

/** Stores an event; false if it was there already. $body: verified, as it came. */
function store(string $body): bool
{
    $folder = getenv('INBOX') ?: 'inbox';
    is_dir($folder) || mkdir($folder, 0700, true);
    $id = json_decode($body, flags: JSON_THROW_ON_ERROR)->id;
    if (!preg_match('/^evt_\w+$/D', $id)) {
        throw new RuntimeException('not an event\'s id');
    }
    $file = "$folder/$id.json";
    $draft = "$folder/$id." . bin2hex(random_bytes(8)) . '.draft';
    if (file_put_contents($draft, $body) !== strlen($body)) {
        throw new RuntimeException('the event was not written');
    }
    $isNew = @link($draft, $file); // whole or not at all, if the process crashes
    unlink($draft);
    if (!$isNew && !is_file($file)) {
        throw new RuntimeException('the event was not stored');
    }
    return $isNew;
}
