// What the fields of imports mean.

import type { FieldMeanings } from '../../endpoint/schema-names.ts';

export const transferMeanings: FieldMeanings = {
  FileInput: { format: 'How `text` is to be read: rows under a header, or an object on each line' },
  Import: {
    id: 'As `GET /api/imports/{id}` takes it',
    dryRun: 'True: it counted and reported, and changed nobody',
    status:
      '`uploading`: the file is still coming; `running`: its rows are being taken in; `done`; `failed`, see `error`',
    processed: 'Rows that were looked at: created, updated and rejected together',
    created: 'Rows that made a new person',
    updated: 'Rows of people who were known, whether anything changed or not',
    rejected: 'Rows that changed nothing; `GET /api/imports/{id}/rejected.csv` names each',
    'states.confirmed': 'Ask to be mailed from now on',
    'states.pending': 'Ask to wait for a confirmation, for which no email is sent',
    'states.unsubscribed': 'Say that the person has left',
    'columns.column': 'The header as it stands in the file, or the key of NDJSON',
    'columns.words.word': 'As it stands in the column',
    'columns.words.rows': 'In how many rows it stands',
    'columns.words.status': 'What it was taken for',
    error: 'Why it failed, for people; null: it did not',
    createdAt: 'When the upload began',
    finishedAt: 'When its last row was taken in; null: not yet',
  },
  SuppressionImport: {
    processed: 'Rows that were looked at: taken, known and rejected together',
    known: 'Addresses that had this reason, or a more serious one, already',
    rejected: 'Rows that name no address that can be kept out',
    'rejections.row': 'Counted from 1 in the file, its header included',
    'rejections.email': 'The address as it stands there; null: there is none',
    'rejections.reason': 'Why it was refused, for people',
  },
};
